interface MediaRange {
  readonly range: string;
  readonly weight: number;
}

const rangesOf = (accept: string): readonly MediaRange[] =>
  accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1');
    return { range, weight: weight >= 0 && weight <= 1 ? weight : 0 };
  });

/** The ranges that hold for a type, the most specific first. */
const holdingFor = (type: string): readonly string[] => [type, `${type.split('/')[0]}/*`, '*/*'];

/**
 * How much a client wants a media type, from 0 to 1, by its `Accept` header: the most specific range counts (RFC 9110,
 * 12.5.1). Without the header every type is wanted alike.
 */
export const acceptedWeight = (accept: string | undefined, type: string): number => {
  if (accept === undefined || accept.trim() === '') return 1;
  const ranges = rangesOf(accept);
  for (const range of holdingFor(type)) {
    const found = ranges.find((one) => one.range === range);
    if (found !== undefined) return found.weight;
  }
  return 0;
};

/** Whether a client wants one type more than another. */
export const prefers = (accept: string | undefined, type: string, other: string): boolean =>
  acceptedWeight(accept, type) > acceptedWeight(accept, other);
