/** netsh.exe is handed `remoteip=ADDRESS/32` whatever the address is (active-response/netsh.c:115, v4.14.7). */
export const NETSH_IPV6 = "netsh.exe blocks the whole /32 around an IPv6 address";

/**
 * The decoder of the Windows event channel fills no srcip (analysisd/decoders/winevtchannel.c, v4.14.7), with which alone the
 * manager compares its white list (analysisd/alerts/exec.c:298).
 */
export const NO_WHITELIST = "the manager asks no white list for events of Windows";
