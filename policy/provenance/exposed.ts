/**
 * Stock rules of Wazuh 4.14.7 whose decoder takes an address, or a user, out of text that a client sent, and of which no form
 * of the line proves it. Tried with real daemons and the real analysisd, or with logtest alone.
 */
export const FORGEABLE: ReadonlySet<number> = new Set([
  // sshd: text of the client before it logs in, and lines that name no peer
  5707, 5747, 5748,
  // any program that writes such words
  1002, 2501, 2502,
  // ftpd, exim, roundcube, perdition, vpopmail
  11101, 87502, 87503, 87507, 9401, 9403, 2963, 2964,
  // Apache 2.2, nginx errors, Wazuh's own API
  30115, 30116, 31315, 31316, 31320, 411,
  // asterisk, MS SQL, ownCloud, Nextcloud, OpenVAS, NetScaler, FortiGate, suhosin
  6210, 6211, 6212, 6250, 6251, 6252, 85005, 85006, 87301, 87302, 88212, 88203, 87601, 87602, 87609,
  87610, 80101, 80102, 81606, 81607, 20100, 20101, 20151,
]);

/** Stock rules of packets that need no answer: anybody sends them with the address of another. */
export const UNPROVEN: ReadonlySet<number> = new Set([
  4101, 4151, 40601, 12108, 12149, 87701, 87702, 81803,
]);
