import { type JsonRecord, numberAt, recordAt } from '../assembly/json.ts';

/** A stage's limits, by route: `true` while there is room for one more request. */
export type Throttle = (routeKey: string) => boolean;

interface Bucket {
  readonly rate: number;
  readonly burst: number;
  tokens: number;
  filledAt: number;
}

/** Token buckets of a stage's `RouteSettings`, and one for all routes from `DefaultRouteSettings`. */
export function createThrottle(stage: JsonRecord, now: () => number = performance.now.bind(performance)): Throttle {
  const shared = bucketOf(recordAt(stage, 'DefaultRouteSettings'), now());
  const own = new Map(
    Object.keys(recordAt(stage, 'RouteSettings')).map((routeKey) => [
      routeKey,
      bucketOf(recordAt(recordAt(stage, 'RouteSettings'), routeKey), now()),
    ]),
  );
  return (routeKey) => {
    const bucket = own.get(routeKey) ?? shared;
    return bucket === undefined || take(bucket, now());
  };
}

function bucketOf(settings: JsonRecord, filledAt: number): Bucket | undefined {
  const rate = numberAt(settings, 'ThrottlingRateLimit');
  const burst = numberAt(settings, 'ThrottlingBurstLimit');
  return rate === undefined || burst === undefined ? undefined : { rate, burst, tokens: burst, filledAt };
}

function take(bucket: Bucket, now: number): boolean {
  bucket.tokens = Math.min(bucket.burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * bucket.rate);
  bucket.filledAt = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
