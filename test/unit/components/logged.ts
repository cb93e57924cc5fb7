import * as pulumi from "@pulumi/pulumi";

/** What a program says to the engine, `warn: ...` or `info: ...`, from now on until the mocks are restored; for a test to assert. */
export function logged(): string[] {
  const said: string[] = [];
  for (const level of ["info", "warn"] as const)
    jest.spyOn(pulumi.log, level).mockImplementation((...args) => {
      said.push(`${level}: ${args[0]}`);
      return Promise.resolve();
    });
  return said;
}
