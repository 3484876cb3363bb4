import { incrementBase32, ulid } from 'ulid';
import type { IdSource } from './clock.ts';

const TIME_CHARACTERS = 10;

/**
 * ULIDs that rise within one millisecond: the events of one change sort in the order of their recording. Another
 * millisecond, earlier or later, begins with fresh randomness, so a clock that was set back gives true times again.
 *
 * @param random Uniform in [0, 1).
 */
export const monotonicIds = (random: () => number): IdSource => {
  let lastTime = Number.NaN;
  let lastId = '';
  return {
    ulid: (at) => {
      const time = at.getTime();
      lastId =
        time === lastTime
          ? `${lastId.slice(0, TIME_CHARACTERS)}${incrementBase32(lastId.slice(TIME_CHARACTERS))}`
          : ulid(time, random);
      lastTime = time;
      return lastId;
    },
  };
};
