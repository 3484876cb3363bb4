import { readdirSync, readFileSync } from 'node:fs';

/** Processor time of a piece of work, and the memory at its end, of a process with all that it has started. */
export interface ProcessorFigures {
  readonly seconds: number;
  readonly milliseconds: number;
  /** Milliseconds by thread, the threads of one name together, largest first. */
  readonly byThread: ReadonlyMap<string, number>;
  readonly memoryMegabytes: number;
}

/** `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Node runs on. */
const TICK_MILLISECONDS = 10;

/** A process or a thread may end while it is read: then it counts for nothing. */
const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
};

const threadsOf = (pid: number): readonly string[] => readdirSync(`/proc/${pid}/task`);

/** The process and its descendants. */
const processesOf = (pid: number): readonly number[] => [
  pid,
  ...threadsOf(pid)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).trim().split(' '))
    .filter((child) => child !== '')
    .flatMap((child) => processesOf(Number(child))),
];

const nameAndTime = (stat: string): readonly [name: string, milliseconds: number] => {
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  return [stat.slice(stat.indexOf('(') + 1, end), (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS];
};

const timesOf = (pid: number): Map<string, number> => {
  const times = new Map<string, number>();
  for (const id of processesOf(pid)) {
    for (const thread of threadsOf(id)) {
      const stat = read(`/proc/${id}/task/${thread}/stat`);
      if (stat === '') continue;
      const [name, time] = nameAndTime(stat);
      const shown = thread === String(pid) ? 'main' : name;
      times.set(shown, (times.get(shown) ?? 0) + time);
    }
  }
  return times;
};

const megabytesOf = (pid: number): number =>
  Number(/VmRSS:\s*(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** Megabytes of the process and its descendants. Linux only. */
export const memoryOf = (pid: number): number => processesOf(pid).reduce((sum, id) => sum + megabytesOf(id), 0);

/** The same by the names of the processes, those of one name together. */
export const memoryByProcess = (pid: number): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const id of processesOf(pid)) {
    const name = read(`/proc/${id}/comm`).trim();
    found.set(name, (found.get(name) ?? 0) + megabytesOf(id));
  }
  return found;
};

/** Whether this system shows what its processes use. */
export const showsProcesses = process.platform === 'linux';

/** What the work takes of the processor. Linux only, see `showsProcesses`. */
export const measureProcessor = async (pid: number, work: () => Promise<void>): Promise<ProcessorFigures> => {
  const before = timesOf(pid);
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const byThread = [...timesOf(pid)]
    .map(([name, time]) => [name, time - (before.get(name) ?? 0)] as const)
    .filter(([, time]) => time > 0)
    .toSorted((a, b) => b[1] - a[1]);
  return {
    seconds,
    milliseconds: byThread.reduce((sum, [, time]) => sum + time, 0),
    byThread: new Map(byThread),
    memoryMegabytes: memoryOf(pid),
  };
};
