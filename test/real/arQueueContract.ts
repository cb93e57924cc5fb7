/** What wazuh-remoted of 4.14.7 does with a message of queue/alerts/ar, where agent 001 is connected (remoted/ar-forward.c). */
export interface ArQueueClause {
  readonly what: string;
  readonly message: string;
  /** What wazuh-execd of agent 001 is handed; "" for nothing. */
  readonly execd: string;
  /** What remoted says. */
  readonly says?: string;
  /** The line of ar-forward.c, v4.14.7. */
  readonly line: number;
}

const invalid = (message: string): string =>
  `(1310): Invalid active response (execd) message '${message}'.`;
const says = (what: string, message: string, line: number): ArQueueClause => ({
  what,
  message,
  execd: "",
  says: invalid(message),
  line,
});

/** Each text is another, so that none is taken for that of another clause. */
export const AR_QUEUE_CONTRACT: readonly ArQueueClause[] = [
  { what: "one agent", message: "(m) [] NNS 001 clause one", execd: "clause one", line: 124 },
  {
    what: "the event's agent",
    message: "(m) [] NRN 001 clause two",
    execd: "clause two",
    line: 124,
  },
  { what: "all agents", message: "(m) [] ANN 999 clause three", execd: "clause three", line: 103 },
  {
    what: "any text in the brackets",
    message: "(local source) [192.0.2.7] NNS 001 clause four",
    execd: "clause four",
    line: 47,
  },
  { what: "nobody", message: "(m) [] NNN 001 clause five", execd: "", line: 124 },
  {
    what: "an agent that is not there",
    message: "(m) [] NNS 999 clause six",
    execd: "",
    line: 124,
  },
  {
    what: "a control message, which is not execd's",
    message: "(m) [] N!S 001 clause seven",
    execd: "",
    line: 89,
  },
  says("no parenthesis", "clause eight", 49),
  says("no bracket", "(m) clause nine", 57),
  says("no text behind the id", "(m) [] NNS 001", 82),
];
