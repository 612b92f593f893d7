import { QualityFilter } from '../../shapes/faces.ts';
import type * as api from '../../shapes/index.ts';
import { integer, oneOf, required } from '../../validation/constraint.ts';
import * as scalar from '../../validation/scalars.ts';
import * as shape from '../../validation/structures.ts';
import { getCelebrityInfo, recognizeCelebrities } from '../celebrities.ts';
import { command } from '../command.ts';
import { compareFaces, detectFaces } from '../faces.ts';
import { detectProtectiveEquipment } from '../protective-equipment.ts';
import { detectLabels } from '../labels.ts';
import { detectModerationLabels } from '../moderation.ts';
import { detectText } from '../text.ts';

// Faces

/** Finds faces in one picture and describes each. */
export class DetectFacesCommand extends command<api.DetectFacesRequest, api.DetectFacesResponse>(
  'DetectFaces',
  { Image: required(shape.image), Attributes: shape.faceAttributes },
  detectFaces,
) {}

/** Compares the largest face of a source picture with the faces of a target picture. */
export class CompareFacesCommand extends command<api.CompareFacesRequest, api.CompareFacesResponse>(
  'CompareFaces',
  {
    SourceImage: required(shape.image),
    TargetImage: required(shape.image),
    SimilarityThreshold: scalar.percent,
    QualityFilter: oneOf(QualityFilter),
  },
  compareFaces,
) {}

// Labels

/** Names what is in a picture. */
export class DetectLabelsCommand extends command<api.DetectLabelsRequest, api.DetectLabelsResponse>(
  'DetectLabels',
  {
    Image: required(shape.image),
    MaxLabels: integer(0),
    MinConfidence: scalar.percent,
    Features: shape.labelFeatures,
    Settings: shape.labelSettings,
  },
  detectLabels,
) {}

// Moderation

/** Finds unsafe content in a picture, optionally starting a human review. */
export class DetectModerationLabelsCommand extends command<
  api.DetectModerationLabelsRequest,
  api.DetectModerationLabelsResponse
>(
  'DetectModerationLabels',
  {
    Image: required(shape.image),
    MinConfidence: scalar.percent,
    HumanLoopConfig: shape.humanLoopConfig,
    ProjectVersion: shape.newer,
  },
  detectModerationLabels,
) {}

// Text

/** Reads text in a picture. */
export class DetectTextCommand extends command<api.DetectTextRequest, api.DetectTextResponse>(
  'DetectText',
  { Image: required(shape.image), Filters: shape.textFilters },
  detectText,
) {}

// Personal protective equipment

/** Finds people, body parts and protective items, and optionally sums up who wears what. */
export class DetectProtectiveEquipmentCommand extends command<
  api.DetectProtectiveEquipmentRequest,
  api.DetectProtectiveEquipmentResponse
>(
  'DetectProtectiveEquipment',
  {
    Image: required(shape.smallImage),
    SummarizationAttributes: shape.summarizationAttributes,
  },
  detectProtectiveEquipment,
) {}

// Celebrities

/** Recognises celebrities in a picture. */
export class RecognizeCelebritiesCommand extends command<
  api.RecognizeCelebritiesRequest,
  api.RecognizeCelebritiesResponse
>(
  'RecognizeCelebrities',
  { Image: required(shape.image) },
  recognizeCelebrities,
) {}

/** Looks up a celebrity by id. */
export class GetCelebrityInfoCommand extends command<api.GetCelebrityInfoRequest, api.GetCelebrityInfoResponse>(
  'GetCelebrityInfo',
  { Id: required(scalar.celebrityId) },
  getCelebrityInfo,
) {}
