import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientRecipe, Journey, Step, Workplace } from './recipe.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');
/** A first run downloads a compiler, on a machine that does other things too. */
const STEP_TIMEOUT_MILLISECONDS = 20 * 60 * 1000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_CHARACTERS = 2000;

/** What a client needs to be tried: a running local cloud, tokens, and the secret of the payment service. */
export interface Credentials {
  readonly api: string;
  readonly system: string;
  /** A seller of the shop `typed-shop`. */
  readonly seller: string;
  /** The buyer `typed-buyer`. */
  readonly buyer: string;
  readonly paymentSecret: string;
}

export type Stage = 'generated' | 'compiled' | 'journey' | 'payment';
/** `absent` names the tools that the machine lacks; what follows a failure is not tried. */
export type StageResult =
  | { readonly kind: 'passed'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'absent'; readonly tools: readonly string[] };
export type ClientResult = Partial<Readonly<Record<Stage, StageResult>>>;

const execute = promisify(execFile);

const run = async ({ command, args }: Step, folder: string, more: readonly string[] = []): Promise<string> => {
  const { stdout } = await execute(command, [...args, ...more], {
    cwd: folder,
    timeout: STEP_TIMEOUT_MILLISECONDS,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return stdout;
};

const isThere = async (tool: string): Promise<boolean> =>
  execute('which', [tool]).then(
    () => true,
    () => false,
  );

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';

const checkJourney = (output: string): Journey => {
  const journey = JSON.parse(lastLine(output)) as Journey;
  const isDone = ['pending', 'confirmed', 'processing'].every((status) => journey.statuses.includes(status));
  if (!isDone || journey.refused !== 'INVALID_TRANSITION') throw new Error(`The journey printed ${output}`);
  return journey;
};

const checkPayment = (output: string): void => {
  const { received } = JSON.parse(lastLine(output)) as { readonly received: boolean };
  if (!received) throw new Error(`The webhook returned ${output}`);
};

const laySources = ({ sources }: ClientRecipe, folder: string): void => {
  for (const [from, to] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(import.meta.dirname, from), join(folder, to));
  }
};

/** The program's own words, which say more than that it failed; compilers write them on either stream. */
const messageOf = (error: unknown): string => {
  const { stderr = '', stdout = '' } = error as { readonly stderr?: string; readonly stdout?: string };
  const words = `${stderr}\n${stdout}`.trim() || String(error);
  return words.slice(0, MAX_ERROR_CHARACTERS);
};

const stagesOf = (recipe: ClientRecipe, at: Workplace, credentials: Credentials) => {
  const { api, system, seller, buyer, paymentSecret } = credentials;
  const runAll = async (steps: readonly Step[]): Promise<void> => {
    for (const one of steps) await run(one, at.folder);
  };
  let journey: Journey | undefined;
  const { payment } = recipe;
  const stages: readonly (readonly [Stage, () => Promise<void>])[] = [
    [
      'generated',
      async () => {
        laySources(recipe, at.folder);
        await runAll(recipe.generate(at));
        // Some generators empty the folder that they write to.
        laySources(recipe, at.folder);
      },
    ],
    ['compiled', () => runAll(recipe.compile(at))],
    [
      'journey',
      async () => {
        journey = checkJourney(await run(recipe.journey(at), at.folder, [api, system, seller, buyer]));
      },
    ],
  ];
  if (payment === undefined) return stages;
  const pay = async () => checkPayment(await run(payment(at), at.folder, [api, paymentSecret, journey?.orderId ?? '']));
  return [...stages, ['payment', pay] as const];
};

/** Generates, compiles and runs a client, stage by stage, until one fails. */
export const tryClient = async (recipe: ClientRecipe, credentials: Credentials): Promise<ClientResult> => {
  const found = await Promise.all(recipe.tools.map(isThere));
  const missing = recipe.tools.filter((_tool, index) => !found[index]);
  if (missing.length > 0) return { generated: { kind: 'absent', tools: missing } };
  const folder = mkdtempSync(join(tmpdir(), 'wismo-client-'));
  const result: Partial<Record<Stage, StageResult>> = {};
  try {
    for (const [stage, act] of stagesOf(recipe, { folder, document: DOCUMENT }, credentials)) {
      const startedAt = performance.now();
      await act();
      result[stage] = { kind: 'passed', seconds: Math.round((performance.now() - startedAt) / 1000) };
    }
  } catch (error) {
    const failed = (['generated', 'compiled', 'journey', 'payment'] as const).find((stage) => !(stage in result));
    if (failed !== undefined) result[failed] = { kind: 'failed', error: messageOf(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
};
