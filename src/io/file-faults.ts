import type { Text } from '../engine/rule-set.ts';

const WORDS: Readonly<Record<string, Text>> = {
  ENOENT: { zh: '不存在（符号链接则所指不存在）', en: 'it is not there, or the link leads nowhere' },
  ENOTDIR: { zh: '不是目录', en: 'not a directory' },
  EISDIR: { zh: '是目录', en: 'a directory' },
  EACCES: { zh: '没有权限', en: 'no permission' },
  EPERM: { zh: '没有权限', en: 'no permission' },
  EROFS: { zh: '文件系统是只读的', en: 'the file system is read-only' },
  ENAMETOOLONG: { zh: '文件名过长', en: 'the name is too long' },
  ELOOP: { zh: '符号链接成环', en: 'its links run in a circle' },
  EMFILE: { zh: '打开的文件太多', en: 'too many open files' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
  EDQUOT: { zh: '磁盘配额已用完', en: 'the disk quota is used up' },
  EFBIG: { zh: '文件过大', en: 'the file is too large' },
  ERR_FS_FILE_TOO_LARGE: { zh: '文件过大', en: 'the file is too large' },
  ERR_STRING_TOO_LONG: { zh: '文件过大', en: 'the file is too large' },
};

/** What an error code of the file system says; codes without words stand for themselves. */
export function wordsFor(code: string): Text {
  return WORDS[code] ?? { zh: code, en: code };
}

/** What the system says is wrong with a file; undefined where the error is not the system's. DuckDB has words of its own. */
export function fileFault(cause: unknown): Text | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (code !== undefined && (syscall !== undefined || code in WORDS)) return wordsFor(code);
  const said = /^IO Error: (.*)/.exec(message)?.[1];
  return said === undefined ? undefined : { zh: said, en: said };
}

/** Whether there is no room left, whoever says it. */
export function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && /ENOSPC|EDQUOT|no space left|disk quota/i.test(cause.message);
}
