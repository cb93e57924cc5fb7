/**
 * How much a fresh indexer of Wazuh 5 takes; all are dynamic settings. plugins.notifications: settings/PluginSettings.kt:126,156 of
 * wazuh-indexer-notifications (5.0.0-beta5); plugins.alerting: settings/AlertingSettings.kt of wazuh-indexer-alerting (5.0.0-beta3).
 */
export const LIMITS = {
  channels: { most: 10, setting: "plugins.notifications.max_active_responses" },
  monitors: { most: 10, setting: "plugins.alerting.monitor.max_monitors" },
  configs: { most: 40, setting: "plugins.notifications.max_notification_configs" },
} as const;

/** Channels of other kinds that a fresh indexer makes for itself: index/DefaultChannelInitializer.kt. */
export const DEFAULT_CHANNELS = 4;

/** More findings than these of one monitor in one minute get a single response: settings/AlertingSettings.kt:20. */
export const FINDINGS_AT_ONCE = 50;

/** One limit, and how much of it the policy takes. */
export interface LimitCount {
  readonly what: keyof typeof LIMITS;
  readonly used: number;
  readonly most: number;
  readonly setting: string;
  /** What else counts there. */
  readonly besides: string;
}

/** Counts what a policy takes of each limit. */
export function limitsOf(channels: number, monitors: number): readonly LimitCount[] {
  const count = (what: keyof typeof LIMITS, used: number, besides: string): LimitCount => ({
    what,
    used,
    ...LIMITS[what],
    besides,
  });
  return [
    count("channels", channels, "other active responses of the indexer count too"),
    count("monitors", monitors, "Wazuh's own sample monitors count too"),
    count(
      "configs",
      channels + DEFAULT_CHANNELS,
      `with the ${DEFAULT_CHANNELS} channels that Wazuh makes for itself; every other one counts too`,
    ),
  ];
}
