import { describe, expect, it } from 'vitest';
import { faceCoverBox } from '../../src/vision/body/face-cover-box.ts';
import { faceOfPose } from '../../src/vision/body/face-of-pose.ts';
import { handsOfPose } from '../../src/vision/body/hands.ts';
import { headOfFace } from '../../src/vision/body/head-box.ts';
import { absoluteBox, faceEvidence, relativeBox } from '../../src/vision/body/head-evidence.ts';
import { personCandidates } from '../../src/vision/body/persons.ts';
import { decodePose, jointNames, type JointName, type Pose } from '../../src/vision/body/pose.ts';
import type { FaceCandidate, FaceKeyPoints } from '../../src/vision/face/detector.ts';
import { center, intersectionOverUnion, type PixelBox, type PixelPoint } from '../../src/vision/geometry.ts';

/** A face that looks at the camera, its eyes 20 pixels apart, turned clockwise around the point between them. */
function face(x: number, y: number, degrees = 0, score = 0.9): FaceCandidate {
  const angle = (degrees * Math.PI) / 180;
  const at = (right: number, down: number): PixelPoint => ({
    x: x + right * Math.cos(angle) - down * Math.sin(angle),
    y: y + right * Math.sin(angle) + down * Math.cos(angle),
  });
  const points: FaceKeyPoints = { eyeLeft: at(-10, 0), eyeRight: at(10, 0), nose: at(0, 11), mouthLeft: at(-8, 21), mouthRight: at(8, 21) };
  return { box: { left: x - 22, top: y - 22, width: 44, height: 56 }, score, points };
}

/** A person who faces the camera: the person's left is on the picture's right. */
function pose(x: number, y: number): Pose {
  const places: Partial<Record<JointName, readonly [number, number]>> = {
    nose: [0, 11], leftEye: [10, 0], rightEye: [-10, 0], leftEar: [20, 5], rightEar: [-20, 5],
    leftShoulder: [45, 60], rightShoulder: [-45, 60], leftElbow: [60, 120], rightElbow: [-60, 120], leftWrist: [60, 170], rightWrist: [-60, 170],
  };
  return Object.fromEntries(
    jointNames.map((name) => {
      const [right, down] = places[name] ?? [0, 200];
      return [name, { x: x + right, y: y + down, score: 0.8 }];
    }),
  ) as Pose;
}

const personBox = (x: number, y: number): PixelBox => ({ left: x - 75, top: y - 40, width: 150, height: 400 });

describe('where things are on a body', () => {
  it('tells the person\'s own left hand on the picture\'s right, beyond the wrist', () => {
    const [left, right] = handsOfPose(pose(200, 100), { left: 175, top: 60, width: 50, height: 70 });
    expect(left?.name).toBe('leftHand');
    expect(right?.name).toBe('rightHand');
    if (!left || !right) throw new Error('There are two hands.');
    expect(center(left.box).x).toBeCloseTo(260);
    expect(center(right.box).x).toBeCloseTo(140);
    expect(center(left.box).y).toBeGreaterThan(270);
  });

  it('puts a mask between eyes and chin, whichever way the head leans', () => {
    const upright = faceCoverBox(face(100, 100).points);
    expect(upright.top).toBeGreaterThan(100);
    expect(upright.top + upright.height).toBeGreaterThan(121);
    expect(center(upright).x).toBeCloseTo(100);
    const lying = faceCoverBox(face(100, 100, 90).points);
    expect(lying.left + lying.width).toBeLessThan(100);
    expect(lying.width).toBeCloseTo(upright.height);
    expect(lying.height).toBeCloseTo(upright.width);
  });

  it('moves a mask to the cheek of a turned head', () => {
    const { points } = face(100, 100);
    const turned = faceCoverBox({ ...points, nose: { x: points.nose.x + 6, y: points.nose.y } });
    expect(center(turned).x).toBeLessThan(100);
  });

  it('tells boxes relative to a frame and back', () => {
    const box = { left: 12, top: 34, width: 56, height: 78 };
    const frame = { x: 40, y: 50, unit: 17 };
    const back = absoluteBox(relativeBox(box, frame), frame);
    for (const side of ['left', 'top', 'width', 'height'] as const) expect(back[side]).toBeCloseTo(box[side]);
  });

  it('finds the head of a face around it, at any size', () => {
    for (const size of [0.5, 1, 4]) {
      const scale = ({ x, y }: PixelPoint): PixelPoint => ({ x: x * size, y: y * size });
      const { eyeLeft, eyeRight, nose, mouthLeft, mouthRight } = face(100, 100).points;
      const head = headOfFace({ eyeLeft: scale(eyeLeft), eyeRight: scale(eyeRight), nose: scale(nose), mouthLeft: scale(mouthLeft), mouthRight: scale(mouthRight) });
      expect(Math.abs(center(head).x / size - 100)).toBeLessThan(6);
      expect(head.top / size).toBeLessThan(90);
      expect((head.top + head.height) / size).toBeGreaterThan(115);
      expect(head.width / size).toBeGreaterThan(25);
      expect(head.width / size).toBeLessThan(100);
    }
  });

  it('has a frame for a face from the side', () => {
    const { points } = face(100, 100);
    const profile = { ...points, eyeLeft: points.eyeRight, mouthLeft: points.mouthRight };
    expect(faceEvidence(profile).frame.unit).toBeGreaterThan(15);
  });

  it('makes a face of joints that can be seen, and none of those that cannot', () => {
    const made = faceOfPose(pose(200, 100));
    expect(made?.score).toBeCloseTo(0.8);
    expect(made?.points.eyeLeft.x).toBeLessThan(made?.points.eyeRight.x ?? 0);
    expect(made?.points.mouthLeft.x).toBeLessThan(made?.points.mouthRight.x ?? 0);
    expect(made?.points.mouthLeft.y).toBeCloseTo(120);
    const hidden = { ...pose(200, 100), nose: { x: 200, y: 111, score: 0 }, leftEye: { x: 210, y: 100, score: 0.2 } };
    expect(faceOfPose(hidden)).toBeUndefined();
  });

  it('reads the joints of a pose in the model\'s order', () => {
    const rows = new Float32Array(17 * 3);
    rows.set([0.5, 0.25, 0.9], 9 * 3);
    expect(decodePose(rows, (point) => point).leftWrist).toEqual({ x: 48, y: 96, score: expect.closeTo(0.9) });
  });
});

describe('who is in a picture', () => {
  const person = (x: number, y: number, score = 0.8) => ({ box: personBox(x, y), score, pose: pose(x, y) });

  it('gives each face to the person whose head holds it', () => {
    const found = personCandidates({ persons: [person(200, 100), person(420, 120)], faces: [face(420, 120), face(200, 100)] }, 640, 480);
    expect(found).toHaveLength(2);
    for (const { face: own, box, pose: joints } of found) {
      expect(joints).toBeDefined();
      expect(Math.abs(center(box).x - (own?.points.nose.x ?? 0))).toBeLessThan(5);
    }
  });

  it('makes a person of a face that nobody else has, inside the picture', () => {
    const [alone, ...rest] = personCandidates({ persons: [], faces: [face(30, 60)] }, 640, 480);
    expect(rest).toEqual([]);
    expect(alone?.score).toBe(0);
    expect(alone?.box.left).toBe(0);
    expect(alone?.box.top).toBeGreaterThanOrEqual(0);
    expect((alone?.box.top ?? 0) + (alone?.box.height ?? 0)).toBeLessThanOrEqual(480);
  });

  it('tells two boxes of one person once', () => {
    const found = personCandidates({ persons: [person(200, 100), { ...person(203, 102), score: 0.3 }], faces: [face(200, 100)] }, 640, 480);
    expect(found.filter(({ head }) => intersectionOverUnion(head, found[0]?.head ?? head) > 0.4)).toHaveLength(1);
    expect(found[0]?.face).toBeDefined();
  });

  it('puts a hat on the face under it and makes a person of a hat that nobody wears', () => {
    const hat = { box: headOfFace(face(200, 100).points), score: 0.9, agreement: 2 };
    const far = { box: { left: 500, top: 200, width: 20, height: 26 }, score: 0.7, agreement: 1 };
    const found = personCandidates({ persons: [], faces: [face(200, 100)], hats: [hat, far] }, 640, 480);
    expect(found.map(({ hat: worn, face: own }) => [worn?.score, own !== undefined])).toEqual([[0.9, true], [0.7, false]]);
  });

  it('gives a face the surest of the hats at its head, not the nearest', () => {
    const head = headOfFace(face(200, 100).points);
    const sure = { box: { ...head, top: head.top - head.height / 4 }, score: 0.9, agreement: 2 };
    const found = personCandidates({ persons: [], faces: [face(200, 100)], hats: [{ box: head, score: 0.15, agreement: -2 }, sure] }, 640, 480);
    expect(found[0]?.hat?.score).toBe(0.9);
  });
});
