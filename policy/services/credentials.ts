/**
 * A user and a password in the form of curl's configuration file, which is how a service's credentials reach curl: by a file
 * of mode 0600, never by a command line or an environment.
 * @throws Error where the user holds a colon (basic authentication splits there), or either holds a line break.
 */
export function curlCredentials(user: string, password: string): string {
  if (user.includes(":"))
    throw new Error("a user name for basic authentication cannot contain a colon");
  if (/[\r\n\0]/.test(user + password)) throw new Error("a credential cannot contain a line break");
  const quoted = `${user}:${password}`.replace(/[\\"]/g, "\\$&").replaceAll("\t", "\\t");
  return `user = "${quoted}"\n`;
}
