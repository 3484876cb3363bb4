/** Any time of an example. */
export const AN_INSTANT = '2024-01-15T10:30:00.000Z';
