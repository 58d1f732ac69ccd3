import { App } from 'aws-cdk-lib';
import { accountDeletion } from '../lib/account-deletion.ts';
import { SettingsError, settingsOf } from '../lib/settings.ts';

const app = new App();
const stage: string = app.node.tryGetContext('stage') ?? 'example';

try {
  accountDeletion(app, stage, settingsOf(stage, app.node.tryGetContext('stages')));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
