import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountDeletion } from '../lib/account-deletion.ts';
import { cdkContext, unbundledApp } from '../lib/app-context.ts';
import { parseSettings } from '../lib/settings.ts';
import { type CfnTemplate, PLACE } from './template.ts';

export interface LocalSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Where mailed links lead. */
  readonly webOrigin: string;
  /** Whether the canary sings. @default false */
  readonly canary?: boolean;
}

/** The user directory of the demo platform. */
const USER_POOL = 'eu-west-1_LocalPool';

/** The templates of the stage `local`, by stack name: the example settings, with this machine's addresses. */
export async function synthesize({ audience, ...addresses }: LocalSettings): Promise<Record<string, CfnTemplate>> {
  const { example } = cdkContext().stages as Record<string, object>;
  const given = {
    canary: false,
    ...addresses,
    audience: [audience],
    signInPrefix: undefined,
    domain: undefined,
    userPoolId: USER_POOL,
    legalPrincipals: [`arn:aws:iam::${PLACE.account}:role/legal`],
  };
  const settings = parseSettings('local', { ...example, ...given });
  const outdir = await mkdtemp(join(tmpdir(), 'account-deletion-'));
  try {
    // The library's check of its templates takes longer than all the rest; `cdk synth` runs it.
    const app = unbundledApp({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
    accountDeletion(app, 'local', settings);
    const { stacks } = app.synth();
    return Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template as CfnTemplate]));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
