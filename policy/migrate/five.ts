/** What migrate asks of the scripts for Wazuh 5 (beta): from one room, so that it never has a channel that they do not know. */
export { channelsOf, type FiveChannel } from "../render/five/channels";
export { scriptsForFive } from "../render/five/scriptsForFive";
