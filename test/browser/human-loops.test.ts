import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Rekognition, type DetectModerationLabelsResponse, type HumanLoopActivationConditions } from '../../src/index.ts';
import { drawnText } from '../set-up/drawn-text.ts';

const rekognition = new Rekognition({ device: 'wasm', region: 'here' });
const { humanLoops } = rekognition;
afterAll(() => rekognition.close());

const FLOW = 'arn:aws:sagemaker:here:000000000000:flow-definition/check';
const always: HumanLoopActivationConditions = { Conditions: [{ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: 100 } }] };
const never: HumanLoopActivationConditions = {
  Conditions: [{ ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: { ModerationLabelName: 'Hate Symbols', ConfidenceGreaterThan: 0 } }],
};

// Without faces a call is quickest.
const picture = await drawnText({ width: 480, height: 300, lines: [{ text: 'MAIN HALL', x: 60, y: 90, height: 34 }] });

function review(name: string, flow = FLOW): Promise<DetectModerationLabelsResponse> {
  return rekognition.detectModerationLabels({
    Image: { Source: picture },
    MinConfidence: 0,
    HumanLoopConfig: { HumanLoopName: name, FlowDefinitionArn: flow, DataAttributes: { ContentClassifiers: ['FreeOfAdultContent'] } },
  });
}

beforeEach(async () => {
  for (const { HumanLoopName } of await humanLoops.list()) await humanLoops.delete(HumanLoopName);
  for (const { FlowDefinitionArn } of await humanLoops.flows()) await humanLoops.deleteFlow(FlowDefinitionArn);
});

describe('HumanLoopConfig', () => {
  test('puts a picture that meets the conditions into the queue and says so', async () => {
    await humanLoops.defineFlow(FLOW, always);
    const { HumanLoopActivationOutput: output, ModerationLabels, ModerationModelVersion } = await review('one');
    expect(output).toEqual({
      HumanLoopArn: 'arn:aws:sagemaker:here:000000000000:human-loop/one',
      HumanLoopActivationReasons: ['ConditionsEvaluation'],
      HumanLoopActivationConditionsEvaluationResults: JSON.stringify({ Conditions: [{ EvaluationResult: true, ...always.Conditions[0] }] }),
    });
    const [loop, ...others] = await humanLoops.list();
    expect(others).toEqual([]);
    expect(loop).toMatchObject({
      HumanLoopName: 'one',
      HumanLoopArn: output?.HumanLoopArn,
      FlowDefinitionArn: FLOW,
      HumanLoopStatus: 'InProgress',
      ModerationLabels,
      ModerationModelVersion,
      ContentClassifiers: ['FreeOfAdultContent'],
      ActivationConditionResults: output?.HumanLoopActivationConditionsEvaluationResults,
    });
    expect(loop).not.toHaveProperty('Thumbnail');
    expect(loop?.Width).toBeGreaterThan(0);
  });

  test('says that no review was needed, and queues nothing', async () => {
    await humanLoops.defineFlow(FLOW, never);
    const { HumanLoopActivationOutput: output } = await review('two');
    expect(output).not.toHaveProperty('HumanLoopArn');
    expect(output?.HumanLoopActivationConditionsEvaluationResults).toContain('"EvaluationResult":false');
    expect(await humanLoops.list()).toEqual([]);
  });

  test('keeps a small copy of the picture only when the flow wants it', async () => {
    await humanLoops.defineFlow(FLOW, always, { keepThumbnails: true });
    await review('three');
    const { Thumbnail, Width, Height } = await humanLoops.get('three');
    if (!Thumbnail) throw new Error('No thumbnail was kept.');
    const { width, height } = await createImageBitmap(Thumbnail);
    expect(Thumbnail.type).toBe('image/jpeg');
    expect(Math.max(width, height)).toBeLessThanOrEqual(320);
    expect(width / height).toBeCloseTo(Width / Height, 1);
  });

  test('remembers where the picture of a bucket is', async () => {
    await humanLoops.defineFlow(FLOW, always);
    await rekognition.buckets.put({ Bucket: 'photos', Name: 'sign.png' }, picture);
    await rekognition.detectModerationLabels({ Image: { S3Object: { Bucket: 'photos', Name: 'sign.png' } }, HumanLoopConfig: { HumanLoopName: 'four', FlowDefinitionArn: FLOW } });
    expect((await humanLoops.get('four')).S3Object).toEqual({ Bucket: 'photos', Name: 'sign.png' });
  });

  test('samples the same picture in the same way every time', async () => {
    const half: HumanLoopActivationConditions = { Conditions: [{ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: 50 } }] };
    const decided = new Set<boolean>();
    await humanLoops.defineFlow(FLOW, half);
    for (const name of ['a', 'b', 'c']) decided.add((await review(name)).HumanLoopActivationOutput?.HumanLoopArn !== undefined);
    expect(decided.size).toBe(1);
  });

  test('refuses a flow that is not registered and a name that is taken', async () => {
    await expect(review('five')).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('defineFlow') });
    await humanLoops.defineFlow(FLOW, always);
    await review('five');
    await expect(review('five')).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('"five"') });
  });

  test('takes as many open reviews as the flow allows, and more once one is answered', async () => {
    await humanLoops.defineFlow(FLOW, always, { maxOpenLoops: 1 });
    await review('six');
    const refused = await review('seven').catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'HumanLoopQuotaExceededException', ResourceType: 'HumanLoop', $metadata: { httpStatusCode: 402 } });
    await humanLoops.answer('six', { decision: 'allow' });
    await review('seven');
    expect(await humanLoops.list({ status: 'InProgress' })).toHaveLength(1);
  });
});

describe('humanLoops', () => {
  test('stores an answer and tells what is answered', async () => {
    await humanLoops.defineFlow(FLOW, always);
    await review('eight');
    const answered = await humanLoops.answer('eight', { labels: ['Smoking'] });
    expect(answered).toMatchObject({ HumanLoopStatus: 'Completed', AnswerContent: { labels: ['Smoking'] } });
    expect(answered.SubmissionTime?.getTime()).toBeGreaterThanOrEqual(answered.CreationTime.getTime());
    expect(await humanLoops.get('eight')).toEqual(answered);
    expect(await humanLoops.list({ status: 'InProgress' })).toEqual([]);
    expect(await humanLoops.list({ flowDefinitionArn: 'another' })).toEqual([]);
    await humanLoops.delete('eight');
    await expect(humanLoops.get('eight')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(humanLoops.answer('eight', 1)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await humanLoops.delete('eight');
  });

  test('refuses an answer that cannot be kept', async () => {
    await humanLoops.defineFlow(FLOW, always);
    await review('nine');
    await expect(humanLoops.answer('nine', () => 1)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect((await humanLoops.get('nine')).HumanLoopStatus).toBe('InProgress');
  });

  test('keeps flows as they were given, and replaces one of the same name', async () => {
    await humanLoops.defineFlow(FLOW, never);
    await humanLoops.defineFlow(FLOW, always, { maxOpenLoops: 7 });
    expect(await humanLoops.flows()).toEqual([{ FlowDefinitionArn: FLOW, HumanLoopActivationConditions: always, MaxOpenLoops: 7, KeepThumbnails: false }]);
    await expect(humanLoops.defineFlow('', always)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(humanLoops.defineFlow(FLOW, always, { maxOpenLoops: 0 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(humanLoops.defineFlow('a'.repeat(257), always)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
