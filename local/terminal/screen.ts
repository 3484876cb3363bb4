import type { LogLine } from '../functions/function-logs.ts';
import type { LocalAddresses } from '../ports.ts';
import { timeOfDay } from './order-line.ts';

/** What the terminal shows. */
export interface Screen {
  /** Ends the running step with its time, and begins the next. */
  step(name: string): void;
  /** Ends the running step. */
  endSteps(): void;
  line(text: string): void;
  event(at: Date, text: string): void;
  error(text: string): void;
}

interface Output {
  write(text: string): unknown;
}

export function createScreen(out: Output, errors: Output): Screen {
  let running: { readonly name: string; readonly since: number } | undefined;
  const endSteps = (): void => {
    if (running === undefined) return;
    out.write(`${running.name}… ${((performance.now() - running.since) / 1000).toFixed(1)} s\n`);
    running = undefined;
  };
  return {
    step: (name) => {
      endSteps();
      running = { name, since: performance.now() };
    },
    endSteps,
    line: (text) => out.write(`${text}\n`),
    event: (at, text) => out.write(`${timeOfDay(at)}  ${text}\n`),
    error: (text) => errors.write(`${text}\n`),
  };
}

export const welcome = (addresses: LocalAddresses, dataDirectory: string): string => `
Wismo runs on this machine.

  API and pages   ${addresses.api}        API reference: ${addresses.api}/docs
  Local tools     ${addresses.api}/_local
  WebSocket       ${addresses.websocket}
  Mailbox         ${addresses.mailbox}
  Data and logs   ${dataDirectory}

Ctrl-C stops it.
`;

/** Warnings and errors of functions; what they only note stays in their files. */
export function logLine({ functionLabel, level, message, text }: LogLine): string | undefined {
  if (level !== 'ERROR' && level !== 'WARN' && level !== 'CRITICAL') return undefined;
  return `${functionLabel}  ${level}  ${message === '' ? text : message}`;
}
