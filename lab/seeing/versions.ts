/** A Graylog of the lab, and what it needs. */
export interface GraylogVersion {
  /** The whole version, which is also the tag of its source. */
  readonly version: string;
  /** Lowest Java that runs it. */
  readonly java: number;
  /** The server: before 6 with its dependencies beside it, from then on one jar with all of them. */
  readonly server: string;
  /** What its storage module is compiled and run with. */
  readonly client: readonly string[];
  /** Major version that the Mongo server says it is. */
  readonly mongo: number;
}

/** By what the command line calls them. */
export const GRAYLOGS: Readonly<Record<string, GraylogVersion>> = {
  "5.1": {
    version: "5.1.13",
    java: 17,
    server: "org.graylog2:graylog2-server:5.1.13",
    client: [
      "org.graylog.shaded:opensearch22-rest-high-level-client:2.2.0-1",
      "org.graylog.shaded:opensearch22-rest-client-sniffer:2.2.0-1",
    ],
    mongo: 5,
  },
  "6.3": {
    version: "6.3.7",
    java: 17,
    server: "org.graylog2:graylog2-server:6.3.7:shaded",
    client: [
      "org.graylog.shaded:opensearch2-rest-high-level-client:2.19.0-1",
      "org.graylog.shaded:opensearch2-rest-client-sniffer:2.19.0-1",
    ],
    mongo: 7,
  },
  "7.0": {
    version: "7.0.1",
    java: 21,
    server: "org.graylog2:graylog2-server:7.0.1:shaded",
    client: [
      "org.graylog.shaded:opensearch2-rest-high-level-client:2.19.3-1",
      "org.graylog.shaded:opensearch2-rest-client-sniffer:2.19.3-1",
    ],
    mongo: 7,
  },
};

/** OpenSearch as Wazuh 4.14 brings it, in parts. */
export const OPENSEARCH: readonly string[] = [
  "org.opensearch:opensearch:2.19.6",
  "org.opensearch.plugin:transport-netty4-client:2.19.6",
  "org.opensearch.plugin:analysis-common:2.19.6",
  "org.opensearch.plugin:lang-painless:2.19.6",
  "org.apache.logging.log4j:log4j-core:2.25.4",
];

/** A server of MongoDB's wire protocol in Java. */
export const MONGO: readonly string[] = ["de.bwaldvogel:mongo-java-server:1.47.0"];

/** Needed to compile the storage module; its annotations are in no class file. */
export const AUTO_VALUE: readonly string[] = [
  "com.google.auto.value:auto-value:1.10.4",
  "com.google.auto.value:auto-value-annotations:1.10.4",
];
