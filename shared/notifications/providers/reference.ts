/** How a message is known to a provider that takes one text along and gives it back with its reports. */

export interface NotificationReference {
  readonly notificationId: string;
  readonly orderId: string;
}

/** `ntf_…:<order id>` */
export const referenceText = ({ notificationId, orderId }: NotificationReference): string =>
  `${notificationId}:${orderId}`;

/** What `referenceText` wrote; `undefined` for anything else. */
export const referenceIn = (text: string): NotificationReference | undefined => {
  const [, notificationId, orderId] = /^(ntf_[0-9a-f]{32}):(.{1,256})$/s.exec(text) ?? [];
  return notificationId === undefined || orderId === undefined ? undefined : { notificationId, orderId };
};
