import { Console } from 'node:console';
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export interface OwnProcessOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly print: (line: string) => void;
  readonly exit: (code: number | string) => never;
  /** A module of Node's by its name without `node:`. */
  readonly module: (name: string) => unknown;
}

/** Hands on whole lines, and keeps the beginning of one until its end is written. */
function linesTo(print: (line: string) => void): Writable {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) print(line);
      done();
    },
  });
}

/** A `process` and a `console` of one environment: its variables, its output, its listeners, its end. */
export function createOwnProcess({ variables, print, exit, module }: OwnProcessOptions): {
  readonly process: object;
  readonly console: Console;
} {
  const stdout = linesTo(print);
  const stderr = linesTo(print);
  const emitter = new EventEmitter();
  const own: Record<string, unknown> = {
    env: { ...variables },
    stdout,
    stderr,
    exitCode: undefined,
    exit: (code: unknown = own.exitCode) => exit(typeof code === 'number' || typeof code === 'string' ? code : 0),
    abort: () => exit('SIGABRT'),
    getBuiltinModule: (name: string) => {
      const bare = name.replace(/^node:/, '');
      return bare === 'process' ? self : bare === 'console' ? consoleModule : module(bare);
    },
  };
  for (const name of ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener'])
    own[name] = (...given: unknown[]) => {
      Reflect.apply(Reflect.get(emitter, name), emitter, given);
      return self;
    };
  for (const name of ['emit', 'listeners', 'listenerCount', 'eventNames'])
    own[name] = (...given: unknown[]) => Reflect.apply(Reflect.get(emitter, name), emitter, given);
  const self: object = Object.create(process, Object.getOwnPropertyDescriptors(own));
  const ownConsole = new Console({ stdout, stderr });
  const consoleModule = Object.assign(Object.create(ownConsole), { Console, default: ownConsole });
  return { process: self, console: ownConsole };
}
