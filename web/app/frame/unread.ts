import { shallowRef } from 'vue';

/** Entries of the caller's inbox that were not read. */
export const unread = shallowRef(0);
