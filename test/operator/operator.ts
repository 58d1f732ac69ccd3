import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../operator/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the operators' command as a shell would, without any credentials for AWS. */
export async function operator(...args: readonly string[]): Promise<Ended> {
  const { PATH = '', HOME = '/nowhere' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH, HOME, AWS_EC2_METADATA_DISABLED: 'true' } });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/** The command against a local run: what it answers to scripts, or what it refuses. */
export const operatorOf = (url: () => string) => {
  const run = async (as: string, args: readonly string[]) => {
    const { code, stdout, stderr } = await operator(...args, '--local', url(), '--as', as, '--json');
    // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as it came, whatever came
    return { code, ...(JSON.parse(code === 0 ? stdout : stderr) as any) };
  };
  return Object.assign((...args: readonly string[]) => run('AIDAEVA', args), {
    as:
      (who: string) =>
      (...args: readonly string[]) =>
        run(who, args),
  });
};
