namespace SlaAgent.Core.Accuracy;

/// <summary>Names of scores, as they are written in objectives and shown in metrics.</summary>
public static class ScoreName
{
    /// <summary>Share of examples predicted right.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean of the classes' recalls.</summary>
    public const string BalancedAccuracy = "balanced_accuracy";

    /// <summary>Of the positive class: share of those predicted so that are so.</summary>
    public const string Precision = "precision";

    /// <summary>Of the positive class: share of those that are so that were predicted so.</summary>
    public const string Recall = "recall";

    /// <summary>Harmonic mean of precision and recall of the positive class.</summary>
    public const string F1 = "f1";

    /// <summary>Mean of the classes' precisions.</summary>
    public const string PrecisionMacro = "precision_macro";

    /// <summary>Precision over all classes' decisions taken together.</summary>
    public const string PrecisionMicro = "precision_micro";

    /// <summary>Mean of the classes' precisions, weighted by their examples.</summary>
    public const string PrecisionWeighted = "precision_weighted";

    /// <summary>Mean of the classes' recalls.</summary>
    public const string RecallMacro = "recall_macro";

    /// <summary>Recall over all classes' decisions taken together.</summary>
    public const string RecallMicro = "recall_micro";

    /// <summary>Mean of the classes' recalls, weighted by their examples.</summary>
    public const string RecallWeighted = "recall_weighted";

    /// <summary>Mean of the classes' F1 scores.</summary>
    public const string F1Macro = "f1_macro";

    /// <summary>F1 over all classes' decisions taken together.</summary>
    public const string F1Micro = "f1_micro";

    /// <summary>Mean of the classes' F1 scores, weighted by their examples.</summary>
    public const string F1Weighted = "f1_weighted";

    /// <summary>Matthews correlation coefficient, of any number of classes.</summary>
    public const string Mcc = "mcc";

    /// <summary>Cohen's kappa of predictions and labels.</summary>
    public const string CohenKappa = "cohen_kappa";

    /// <summary>Area under the receiver operating characteristic.</summary>
    public const string RocAuc = "roc_auc";

    /// <summary>Average precision: area under the steps of precision over recall.</summary>
    public const string AveragePrecision = "average_precision";

    /// <summary>Mean negative log-likelihood of the labels.</summary>
    public const string LogLoss = "log_loss";

    /// <summary>Mean squared error of the probabilities.</summary>
    public const string Brier = "brier";

    /// <summary>Mean absolute error.</summary>
    public const string MeanAbsoluteError = "mae";

    /// <summary>Mean squared error.</summary>
    public const string MeanSquaredError = "mse";

    /// <summary>Root of the mean squared error.</summary>
    public const string RootMeanSquaredError = "rmse";

    /// <summary>Share of the labels' variance that is explained.</summary>
    public const string R2 = "r2";

    /// <summary>Mean absolute error relative to the label.</summary>
    public const string MeanAbsolutePercentageError = "mape";

    /// <summary>Median absolute error.</summary>
    public const string MedianAbsoluteError = "median_ae";

    /// <summary>Share of texts that equal their label.</summary>
    public const string ExactMatch = "exact_match";

    /// <summary>Mean F1 of the words that text and label share.</summary>
    public const string TokenF1 = "token_f1";

    /// <summary>Share of texts that contain their label.</summary>
    public const string Contains = "contains";

    /// <summary>Share of texts that match a pattern.</summary>
    public const string RegexMatch = "regex_match";

    /// <summary>Mean F1 of the longest common subsequence of words.</summary>
    public const string RougeL = "rouge_l";

    /// <summary>Share of texts whose number is that of their label, within the tolerance.</summary>
    public const string NumericMatch = "numeric_match";

    /// <summary>Share of texts that are the same JSON value as their label.</summary>
    public const string JsonEqual = "json_equal";
}
