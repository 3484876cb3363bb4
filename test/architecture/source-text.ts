/** A source's code without comments and strings, its string literals, and its comments. Regular expressions count as code. */
export interface SourceText {
  readonly code: string;
  readonly strings: readonly string[];
  readonly comments: readonly string[];
}

const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<quoted>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|(?<template>`(?:[^`\\$]|\\.|\$(?!\{)|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\})*`)|(?<regex>(?<=[=(,:!&|?[;]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*)/g;

/** What stands between `${` and `}` of a template is code. */
const expressionsIn = (template: string): string =>
  [...template.matchAll(/\$\{([^{}]*)\}/g)].map((m) => m[1]).join(' ');

export const sourceText = (text: string): SourceText => {
  const strings: string[] = [];
  const comments: string[] = [];
  const code = text.replace(TOKEN, (token, ...more) => {
    const groups = more.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups.comment !== undefined) comments.push(token);
    if (groups.quoted !== undefined) strings.push(token.slice(1, -1));
    if (groups.template === undefined) return ' ';
    strings.push(token.slice(1, -1).replace(/\$\{[^{}]*\}/g, ' '));
    return ` ${expressionsIn(token)} `;
  });
  return { code, strings, comments };
};
