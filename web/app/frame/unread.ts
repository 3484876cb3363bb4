import { shallowRef } from 'vue';

/** Entries of the caller's inbox that were not read. */
export const unread = shallowRef(0);

export interface NewMessage {
  readonly id: string;
  readonly orderId: string;
  readonly title: string;
  readonly body: string;
}

/** What has just come, while the app is open. */
export const newest = shallowRef<NewMessage>();
