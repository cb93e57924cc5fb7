import { cacheFolder } from "../../../../cli/lib/pulumi/cacheFolder";

it.each([
  [{ HOME: "/home/a" }, "/home/a/.cache/wazuh-active-response"],
  [{ HOME: "/home/a", XDG_CACHE_HOME: "/c" }, "/c/wazuh-active-response"],
  [{ HOME: "/home/a", XDG_CACHE_HOME: "c" }, "/home/a/.cache/wazuh-active-response"],
  [{ HOME: "/home/a", XDG_CACHE_HOME: "" }, "/home/a/.cache/wazuh-active-response"],
])("with %j is %s", (environment, folder) => {
  expect(cacheFolder(environment)).toBe(folder);
});
