import { renderDashboard } from "../../../policy/services/dashboard/renderDashboard";
import { curlCredentials } from "../../../policy/services/credentials";
import { printService, serviceCommand } from "../../../policy/services/document";
import { whyNoServiceUrl } from "../../../policy/services/url";

describe("what goes to the manager's host for a service", () => {
  it("is a constant command without any data, and one JSON document with a script", () => {
    const command = serviceCommand("apply", true);
    expect(command).toMatch(/^sudo -n sh -c '[^']+'$/);
    expect(command).toContain('sh "$d/script" apply "$d"');
    const document = renderDashboard({ url: "https://127.0.0.1" });
    const { script, ...rest } = JSON.parse(printService(document)) as { script: string };
    expect(rest).toEqual(JSON.parse(JSON.stringify(document)));
    expect(script).toContain("apply_service");
    expect(script).not.toMatch(/^\s*#/m);
  });

  it.each([
    ["admin", "secret", 'user = "admin:secret"\n'],
    ["admin", 'a"b\\c\td', 'user = "admin:a\\"b\\\\c\\td"\n'],
  ])("has the credentials of %s in curl's own form", (user, password, text) => {
    expect(curlCredentials(user, password)).toBe(text);
  });

  it.each([
    ["a:b", "x", "a user name for basic authentication cannot contain a colon"],
    ["a", "x\nurl = evil", "a credential cannot contain a line break"],
  ])("refuses the credentials %j, %j", (user, password, message) => {
    expect(() => curlCredentials(user, password)).toThrow(message);
  });

  it.each([
    ["https://wazuh.golemtrust.am:8443", undefined],
    ["http://127.0.0.1:5601", undefined],
    ["http://[::1]:9000", undefined],
    [
      "http://graylog.golemtrust.am:9000",
      "would send credentials in the clear; http is allowed only to the manager's own host",
    ],
    [
      "http://localhost.evil.am",
      "would send credentials in the clear; http is allowed only to the manager's own host",
    ],
    [
      "http://127.0.0.1.evil.am",
      "would send credentials in the clear; http is allowed only to the manager's own host",
    ],
    ["https://admin:pw@graylog", "contains credentials, which belong in their own keys"],
    ["https://graylog/", "has a query, a fragment or a slash at its end"],
    ["ftp://graylog", "is neither https nor http"],
    ["graylog", "is not a valid URL"],
    ["https://graylog|x", "contains a blank, a bar, a quote or a backslash"],
  ])("takes %s: %s", (url, why) => {
    expect(whyNoServiceUrl(url)).toBe(why);
  });
});
