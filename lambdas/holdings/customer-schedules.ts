import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleOutput,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleInput,
} from '@aws-sdk/client-scheduler';

/** A schedule as it is kept: what it was made with, and when it was last changed. */
export type KeptSchedule = GetScheduleOutput;

/** The schedules of one group, by name. */
export function customerSchedules(scheduler: SchedulerClient, GroupName: string) {
  const unlessGone = async <T>(asking: Promise<T>): Promise<T | undefined> => {
    try {
      return await asking;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
  return {
    /** Undefined where there is none (any more). */
    find: (Name: string): Promise<KeptSchedule | undefined> =>
      unlessGone(scheduler.send(new GetScheduleCommand({ GroupName, Name }))),

    /** The service knows no condition: a change that comes between the reading and this is lost. */
    async update(schedule: UpdateScheduleInput): Promise<void> {
      await unlessGone(scheduler.send(new UpdateScheduleCommand(schedule)));
    },

    async remove(Name: string): Promise<void> {
      await unlessGone(scheduler.send(new DeleteScheduleCommand({ GroupName, Name })));
    },
  };
}
