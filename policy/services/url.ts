/** Why a service may not be reached by this URL, as the end of a sentence; undefined where it may. */
export function whyNoServiceUrl(text: string): string | undefined {
  if (/[\s|"\\]/.test(text)) return "contains a blank, a bar, a quote or a backslash";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "is not a valid URL";
  }
  if (url.username !== "" || url.password !== "")
    return "contains credentials, which belong in their own keys";
  if (url.search !== "" || url.hash !== "" || text.endsWith("/"))
    return "has a query, a fragment or a slash at its end";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return "is neither https nor http";
  return /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)
    ? undefined
    : "would send credentials in the clear; http is allowed only to the manager's own host";
}
