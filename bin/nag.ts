import { accountDeletion } from '../lib/account-deletion.ts';
import { cdkContext, unbundledApp } from '../lib/app-context.ts';
import { explain, findings } from '../lib/nag.ts';
import { settingsOf } from '../lib/settings.ts';

const app = unbundledApp();
const [stage = 'example'] = process.argv.slice(2);
accountDeletion(app, stage, settingsOf(stage, cdkContext().stages));
app.synth();
explain(app);

const left = findings(app);
for (const { id, resource } of left) console.error(`${id} at ${resource.node.path}`);
console.log(
  left.length === 0 ? 'cdk-nag finds nothing that is not explained (lib/nag.ts).' : `${left.length} findings.`,
);
process.exitCode = left.length === 0 ? 0 : 1;
