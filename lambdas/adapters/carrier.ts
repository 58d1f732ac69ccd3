import {
  PinpointSMSVoiceV2Client,
  ReleasePhoneNumberCommand,
  ResourceNotFoundException,
  UpdatePhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { ReleaseNumber } from '../app/holding.ts';

/** Releases numbers through AWS End User Messaging, deletion protection first; it cannot be undone. */
export function carrier(): ReleaseNumber {
  const client = new PinpointSMSVoiceV2Client({});
  return async (PhoneNumberId) => {
    try {
      await client.send(new UpdatePhoneNumberCommand({ PhoneNumberId, DeletionProtectionEnabled: false }));
      await client.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  };
}
