import type { LabHost } from "../../labTypes";

/** Writes a file on a host, its folder too. @throws Error with the host's words */
export async function putFile(
  host: LabHost,
  path: string,
  content: string,
  mode = "0644",
  owner = "root:root",
): Promise<void> {
  const { code, stderr } = await host.run(
    `mkdir -p "$(dirname '${path}')" && cat >'${path}' && chmod ${mode} '${path}' && chown ${owner} '${path}'`,
    { input: content },
  );
  if (code !== 0) throw new Error(`${host.name}: ${path}: ${stderr}`);
}
