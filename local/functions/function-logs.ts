import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../assembly/json.ts';
import type { FunctionSpec } from './function-spec.ts';

/** One line of a function's log. */
export interface LogLine {
  readonly functionLabel: string;
  readonly level: string;
  readonly message: string;
  /** As it was written: JSON. */
  readonly text: string;
}

/** Writes what functions print to `<data>/logs/<function>.log`, one JSON object a line, and notifies listeners. */
export interface FunctionLogs {
  write(spec: FunctionSpec, line: string): void;
  onLine(listener: (line: LogLine) => void): () => void;
  stop(): Promise<void>;
}

const MAX_LOG_BYTES = 10 * 1024 * 1024;

export function createFunctionLogs(directory: string): FunctionLogs {
  const files = new Map<string, WriteStream>();
  const listeners = new Set<(line: LogLine) => void>();
  const fileOf = (label: string): WriteStream => {
    const known = files.get(label);
    if (known !== undefined) return known;
    const path = join(directory, `${label}.log`);
    if (existsSync(path) && statSync(path).size > MAX_LOG_BYTES) renameSync(path, `${path}.1`);
    const file = createWriteStream(path, { flags: 'a' });
    files.set(label, file);
    return file;
  };
  return {
    write: (spec, text) => {
      if (text.trim() === '') return;
      const line = parseLine(spec.label, text);
      fileOf(spec.label).write(`${line.text}\n`);
      for (const listener of listeners) listener(line);
    },
    onLine: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))));
    },
  };
}

function parseLine(functionLabel: string, text: string): LogLine {
  const parsed = text.startsWith('{') ? parsedOrUndefined(text) : undefined;
  if (!isRecord(parsed)) {
    return { functionLabel, level: 'INFO', message: text, text: JSON.stringify({ level: 'INFO', message: text }) };
  }
  return { functionLabel, level: String(parsed.level ?? 'INFO'), message: String(parsed.message ?? ''), text };
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
