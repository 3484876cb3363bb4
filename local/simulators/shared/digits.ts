/** The digits of a serial, filled up or cut to a length. */
export const digitsOf = (serial: string, length: number): string => {
  // Letters count by their place in the table: two orders never get one number.
  const digits = [...serial]
    .map((character) => (/\d/.test(character) ? character : String(character.charCodeAt(0) % 10)))
    .join('');
  return digits.slice(-length).padStart(length, '7');
};

const two = (n: number): string => String(n).padStart(2, '0');

/** The clock on the wall of a zone that is so many hours ahead of UTC. */
export const wallClock = (at: Date, hoursAhead: number) => {
  const local = new Date(at.getTime() + hoursAhead * 3_600_000);
  return {
    year: String(local.getUTCFullYear()),
    month: two(local.getUTCMonth() + 1),
    day: two(local.getUTCDate()),
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`,
  };
};

/** Hours that Madrid is ahead of UTC. */
export const madridAhead = (at: Date): number =>
  new Intl.DateTimeFormat('en', { timeZone: 'Europe/Madrid', timeZoneName: 'shortOffset' }).format(at).includes('+2')
    ? 2
    : 1;
