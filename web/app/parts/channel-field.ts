/** The member of the preferences that a channel has, which its texts are named by. */
export const channelField = (id: string): string =>
  `${id.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())}Notifications`;
