/**
 * Replaces `Date` of this thread by one that reads the local clock. `performance`, timers and dates made from a value
 * stay what they are, and every date is still an instance of the one `Date`.
 * @returns the real time in milliseconds since the epoch.
 */
export function shiftDate(sharedOffset: SharedArrayBuffer): () => number {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  const offset = new BigInt64Array(sharedOffset);
  const now = (): number => realNow() + Number(Atomics.load(offset, 0));
  const ShiftedDate: DateConstructor = new Proxy(RealDate, {
    construct: (target, given, newTarget): Date =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget === ShiftedDate ? target : newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: ShiftedDate, configurable: true, writable: true });
  globalThis.Date = ShiftedDate;
  return realNow;
}
