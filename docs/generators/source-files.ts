import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Imported project files, from the project's root; packages as they are written. Type-only imports included. */
  readonly imports: readonly string[];
}

const ROOT = join(import.meta.dirname, '..', '..');
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)\s*import\s+'([^']+)'/g;

const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    return specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
  });

const NOT_OURS = /(?:^|[\\/])(?:node_modules|dist|generated)(?:[\\/]|$)/;

/** Every TypeScript file of ours below the folders, what is installed, built or generated aside. Throws when a folder is empty: a rule over nothing proves nothing. */
export const sourceFiles = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) => {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !NOT_OURS.test(entry.parentPath))
      .map((entry) => {
        const path = relative(ROOT, join(entry.parentPath, entry.name));
        const text = readFileSync(join(ROOT, path), 'utf8');
        return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, text) };
      });
    if (files.length === 0) throw new Error(`no source files below ${folder}/`);
    return files;
  });
