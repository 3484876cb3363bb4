import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../ports.ts';
import type { OutboxEntry } from '../services/outbox.ts';
import type { ReceiptDetails, ReceiptType } from '../services/receipts.ts';

/** What a simulator of somebody else's service needs of the local cloud. */
export interface SimulatorContext {
  /** `http://127.0.0.1:4000`: where its webhooks go. */
  readonly api: string;
  readonly clock: LocalClock;
  /** The secrets of the local stage by short name: `carriers/<id>`. */
  secrets(): Readonly<Record<string, unknown>>;
  /** Somebody's message has arrived with the provider: it is on the phone, and in the outbox. */
  record(entry: OutboxEntry): void;
}

/** Somebody else's service. */
export interface Simulator {
  /** `POST /_local/simulators/<name>`: a scripted journey or one event. Throws `SimulatorInputError` for bad input. */
  script(input: unknown, context: SimulatorContext): Promise<unknown>;
  /** Its own interface, below `/_local/simulators/<name>/`: the base URL that the local stage gives the product. */
  handle?(request: IncomingMessage, response: ServerResponse, context: SimulatorContext): Promise<void>;
  /** Reports what became of a message that it took, in its own format, and returns what it sent and the reply to it. */
  receipt?(entry: OutboxEntry, type: ReceiptType, details: ReceiptDetails, context: SimulatorContext): Promise<unknown>;
}

/** The input of a script is not understood: the response is 400 with the message. */
export class SimulatorInputError extends Error {
  override readonly name = 'SimulatorInputError';
}

const simulators = new Map<string, Simulator>();

/** Makes a simulator known under its name; the last of a name counts. */
export function registerSimulator(name: string, simulator: Simulator): void {
  simulators.set(name, simulator);
}

export const findSimulator = (name: string): Simulator | undefined => simulators.get(name);
export const simulatorNames = (): readonly string[] => [...simulators.keys()].sort();
