/** Which of the built files the app needs to open without a network. */
import { createHash } from 'node:crypto';

/** Of Vite's manifest (https://vite.dev/guide/backend-integration) what is read here. */
export interface BuiltChunk {
  readonly file: string;
  readonly src?: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
}

export type BuiltChunks = Readonly<Record<string, BuiltChunk>>;

/**
 * Without a network nobody looks up others' orders, reads a reference of megabytes, or registers a parcel by its
 * barcode: these are loaded when they are opened.
 */
const ONLINE_PARTS = /^areas\/(staff|docs)\/|^areas\/shop\/barcode-reader/;

const isStart = (name: string, { isEntry, isDynamicEntry }: BuiltChunk): boolean =>
  isEntry === true || (isDynamicEntry === true && !ONLINE_PARTS.test(name));

/** Paths of the files, each once, in an order that is the same for the same build. */
export const shellFiles = (chunks: BuiltChunks): readonly string[] => {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined) throw new Error(`${name} is imported, and was not built`);
    if (seen.has(`/${chunk.file}`)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(`/${file}`);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [name, chunk] of Object.entries(chunks)) if (isStart(name, chunk)) visit(name);
  return [...seen].toSorted();
};

/** The list as a file of the pages, under a name that another version does not have. */
export const shellList = (html: string, chunks: BuiltChunks): { readonly path: string; readonly text: string } => {
  const text = JSON.stringify(shellFiles(chunks));
  // The document is part of the version: it may change where its files do not.
  const digest = createHash('sha256').update(html).update(text).digest('hex').slice(0, 12);
  return { path: `/pages/shell-${digest}.json`, text };
};
