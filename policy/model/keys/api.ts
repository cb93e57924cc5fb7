import * as z from "zod";

import { text } from "./values";

/** Variables of the environment that stand for the API's user and password where nothing is written. */
export const API = { user: "WAZUH_API_USER", password: "WAZUH_API_PASSWORD" } as const;

/** The REST API of the manager. */
export const api = z
  .strictObject({
    url: z
      .string()
      .regex(/^https:\/\/[^/\s@]+$/)
      .describe(
        "Where the manager's API listens: https://wazuh.example:55000, without path and user name.",
      ),
    user: text.optional().describe(`Its user. Default: the environment's ${API.user}.`),
    password: text
      .optional()
      .describe(`Set it as a secret. Default: the environment's ${API.password}.`),
    certificate: z
      .string()
      .regex(/^(?:FILL-IN.*|[0-9A-Fa-f]{2}(?::?[0-9A-Fa-f]{2}){31})$/)
      .optional()
      .describe(
        "SHA-256 fingerprint of the certificate that the API shows, for the self-signed one of an installation.",
      ),
    caFile: text.optional().describe("PEM file of the authority that signed its certificate."),
  })
  .describe("The REST API of the manager, for the operator's verbs. Without it they go over SSH.");
