import { shallowRef } from 'vue';
import type { Words } from '../../../shared/i18n/words.ts';

/** The words of tracking in the reader's language: loaded before the first page is shown. */
export const words = shallowRef<Words>();
