/** What became of one of several. */
export interface StepResult {
  readonly number: string;
  readonly isDone: boolean;
  readonly text: string;
}

/** So many at once: a shop's steps are of different orders, which do not wait for each other. */
const AT_ONCE = 4;

/**
 * Does the work for each, a few at a time; `onResult` hears of each as soon as it is known. `work` does not reject:
 * what was refused is a result too.
 */
export const takeSteps = async <Order>(
  orders: readonly Order[],
  work: (order: Order) => Promise<StepResult>,
  onResult: (result: StepResult) => void,
): Promise<void> => {
  const left = orders.values();
  const lane = async (): Promise<void> => {
    for (const order of left) onResult(await work(order));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
};
