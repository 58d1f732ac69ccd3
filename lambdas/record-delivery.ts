import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { recordDelivery } from './app/record-delivery.ts';
import { readEnv } from './env.ts';
import { mailEvents } from './events/mail-events.ts';

const { TABLE_NAME } = readEnv('TABLE_NAME');

export const handler = mailEvents(recordDelivery({ accounts: dynamoAccounts(documentClient(), TABLE_NAME) }));
