import { COST_NAMES, type Cost, type StepCost, totalOf } from './life.ts';

const HEADERS: Readonly<Record<(typeof COST_NAMES)[number], string>> = {
  invocations: 'invocations',
  tableCalls: 'table calls',
  writeUnits: 'write units',
  readUnits: 'read units',
  messages: 'messages',
};

const TOTAL = 'the whole life';

const row = (step: string, cost: Cost): string => `| ${step} | ${COST_NAMES.map((name) => cost[name]).join(' | ')} |`;

/** docs/costs.md: what each step of a parcel's life needs. */
export const costsDocument = (life: readonly StepCost[]): string =>
  [
    '# What one order costs',
    '',
    'Made by `npm run costs`; `test/e2e/88-costs.test.ts` fails when a step needs more. A parcel from its order to the doorstep, with one open socket, a mail and an inbox entry for each step that the customer waits for; each row with everything that follows from the step, counted by `GET /_local/meter`. Reads of the stream and of queues by the platform are not counted.',
    '',
    `| step | ${COST_NAMES.map((name) => HEADERS[name]).join(' | ')} |`,
    `|---|${COST_NAMES.map(() => '---:').join('|')}|`,
    ...life.map(({ step, ...cost }) => row(step, cost)),
    row(TOTAL, totalOf(life)),
    '',
  ].join('\n');

/** The figures in the document, by step. */
export const costsIn = (document: string): ReadonlyMap<string, Cost> =>
  new Map(
    document
      .split('\n')
      .filter((line) => /^\| .*\d \|$/.test(line))
      .map((line) => {
        const [step = '', ...figures] = line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim());
        const cost = Object.fromEntries(COST_NAMES.map((name, index) => [name, Number(figures[index])]));
        return [step, cost as unknown as Cost];
      }),
  );
