/** Port of the API, as installed. */
export const API_PORT = 55_000;

/** Certificate that the API makes itself, below the home. */
export const API_CERTIFICATE = "api/configuration/ssl/server.crt";
