import { whyNoSsh } from "../../../program/sshAnswer";
import { whyNoSshEach } from "../../../program/sshAnswers";

jest.mock("../../../program/sshAnswer");

it("asks a hundred at a time, and answers in their order", async () => {
  let [now, most] = [0, 0];
  jest.mocked(whyNoSsh).mockImplementation(async (host) => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now--;
    return host === "10.0.0.7" ? { kind: "off", reason: "is off" } : undefined;
  });
  const servers = Array.from({ length: 250 }, (_, i) => ({ host: `10.0.0.${i}`, port: 22 }));
  const whys = await whyNoSshEach(servers, 5);
  expect(whys).toHaveLength(250);
  expect(whys.flatMap((why, i) => (why ? [i] : []))).toEqual([7]);
  expect(most).toBe(100);
  expect(await whyNoSshEach([], 5)).toEqual([]);
});
