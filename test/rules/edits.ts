import type { RuleFile } from '../../src/rules/parse-files.ts';
import { fileOf } from './good-rule-set.ts';

/** One slip of an author. */
export type Edit = (files: readonly RuleFile[]) => readonly RuleFile[];

/** Puts a value where the pointer leads; what isn't there yet is added. */
export const set = (path: string, pointer: string, value: unknown): Edit =>
  inJson(path, pointer, (parent, key) => Object.assign(parent, { [key]: value }));

/** Takes a key or an element away. */
export const drop = (path: string, pointer: string): Edit =>
  inJson(path, pointer, (parent, key) =>
    Array.isArray(parent) ? parent.splice(Number(key), 1) : Reflect.deleteProperty(parent, key),
  );

/** Changes the text itself; what is looked for stands there once. */
export const change = (path: string, find: string, by: string): Edit =>
  inText(path, (text) => {
    if (text.split(find).length !== 2) throw new Error(`'${find}' isn't once in ${path}`);
    return text.replace(find, () => by);
  });

export const write = (path: string, text: string): Edit => inText(path, () => text);

export const add = (path: string, json: unknown): Edit => {
  return (files) => [...files, typeof json === 'string' ? { path, text: json } : fileOf(path, json)];
};

export const remove = (path: string): Edit => {
  return (files) => files.filter((file) => file.path !== path);
};

export function applyAll(edits: readonly Edit[], files: readonly RuleFile[]): readonly RuleFile[] {
  return edits.reduce((edited, edit) => edit(edited), files);
}

function inText(path: string, edit: (text: string) => string): Edit {
  return (files) => {
    if (!files.some((file) => file.path === path)) throw new Error(`no file ${path}`);
    return files.map((file) => (file.path === path ? { path, text: edit(file.text) } : file));
  };
}

function inJson(path: string, pointer: string, edit: (parent: object, key: string) => unknown): Edit {
  return inText(path, (text) => {
    const json: unknown = JSON.parse(text);
    const steps = pointer.split('/').slice(1);
    const parent = steps.slice(0, -1).reduce((node, step) => (node as Record<string, unknown>)[step], json);
    if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${pointer} in ${path}`);
    edit(parent, steps.at(-1) ?? '');
    return fileOf(path, json).text;
  });
}
