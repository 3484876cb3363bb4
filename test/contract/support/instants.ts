export const NOW = new Date('2026-03-01T10:00:00.000Z');
/** So many seconds after `NOW`. */
export const at = (seconds: number): string => new Date(NOW.getTime() + seconds * 1000).toISOString();
