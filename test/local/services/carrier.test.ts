import {
  ConflictException,
  DescribePhoneNumbersCommand,
  PinpointSMSVoiceV2Client,
  ReleasePhoneNumberCommand,
  ResourceNotFoundException,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { expect, test } from 'vitest';
import { createCarrier } from '../../../local/services/carrier.ts';
import { clientConfigFor } from './support.ts';

async function setUp() {
  const { service, lease, numbers } = createCarrier({ now: Date.now });
  const client = new PinpointSMSVoiceV2Client(await clientConfigFor(service));
  const { phoneNumberId: PhoneNumberId, phoneNumber } = lease('acme');
  return { client, numbers, lease, PhoneNumberId, phoneNumber };
}

test('a number is given back once its protection is off, and only once', async () => {
  const { client, numbers, PhoneNumberId, phoneNumber } = await setUp();
  expect(numbers()).toEqual([{ phoneNumber, accountId: 'acme', status: 'ACTIVE' }]);

  const protectedYet = client.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
  await expect(protectedYet).rejects.toBeInstanceOf(ConflictException);
  await client.send(new UpdatePhoneNumberCommand({ PhoneNumberId, DeletionProtectionEnabled: false }));
  await client.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));

  expect(numbers()).toEqual([{ phoneNumber, accountId: null, status: 'RELEASED' }]);
  const again = client.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
  await expect(again).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test('describes numbers by id or ARN, and what was switched', async () => {
  const { client, lease, PhoneNumberId, phoneNumber } = await setUp();
  lease('acme-labs');
  await client.send(new UpdatePhoneNumberCommand({ PhoneNumberId, TwoWayEnabled: false }));

  const all = await client.send(new DescribePhoneNumbersCommand({}));
  const arn = all.PhoneNumbers?.[0]?.PhoneNumberArn ?? '';
  const one = await client.send(new DescribePhoneNumbersCommand({ PhoneNumberIds: [arn] }));

  expect(all.PhoneNumbers).toHaveLength(2);
  expect(one.PhoneNumbers).toMatchObject([
    { PhoneNumberId, PhoneNumber: phoneNumber, TwoWayEnabled: false, DeletionProtectionEnabled: true },
  ]);
});
