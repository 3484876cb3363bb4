/** The carrier of a number that no known carrier's format fits, until somebody names it or a carrier reports it. */
export const UNKNOWN_CARRIER = 'unknown';
