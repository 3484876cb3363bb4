import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = [
  'bin',
  'lib',
  'functions',
  'shared',
  'web',
  'client',
  'docs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const LINKED = ['node_modules', 'local'];

/** A copy of the project. */
export interface ProjectCopy {
  readonly root: string;
  remove(): void;
}

/** What is added to the project, as CONTRIBUTING says: one folder and one line. */
export interface Addition {
  /** The file that gets the line, from the project's root. */
  readonly registry: string;
  readonly line: string;
  /** The folder that is new, from the project's root. */
  readonly folder: string;
  /** Its files by name. */
  readonly files: Readonly<Record<string, string>>;
}

export const projectWith = ({ registry, line, folder, files }: Addition): ProjectCopy => {
  const root = mkdtempSync(join(tmpdir(), 'wismo-copy-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(root, name));
  appendFileSync(join(root, registry), `${line}\n`);
  mkdirSync(join(root, folder));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
};
