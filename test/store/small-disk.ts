import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { statfs, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder on a small file system of its own. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all room away but this. */
  leave(megabytes: number): Promise<void>;
  /** Gives back what was taken. */
  free(): Promise<void>;
  remove(): void;
}

/** Makes one in memory. Throws where this user may not mount anything. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'mianshen-small-disk-'));
  const options = `size=${megabytes}m,mode=1777`;
  const remove = () => {
    execFileSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'mianshen', folder], { stdio: 'ignore' });
  } catch (cause) {
    rmdirSync(folder);
    throw cause;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    leave: async (left) => {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(ballast, new Uint8Array(bavail * bsize - left * 2 ** 20));
    },
    free: () => unlink(ballast),
    remove,
  };
}

/** Whether small disks can be made here. */
export function mayMount(): boolean {
  try {
    smallDisk(1).remove();
    return true;
  } catch {
    return false;
  }
}
