namespace SlaAgent.ModelServers.Metrics;

/// <summary>The bounds that servers give their histograms unless told otherwise, in seconds.</summary>
internal static class DefaultBuckets
{
    /// <summary>Of the Prometheus client for Python: KServe, MLServer.</summary>
    public static readonly double[] PythonClient = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    /// <summary>vLLM's times to the first token.</summary>
    public static readonly double[] VllmFirstToken =
        [.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560];

    /// <summary>vLLM's times between tokens.</summary>
    public static readonly double[] VllmInterToken = [.01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80];

    /// <summary>vLLM's times of whole requests and of waiting.</summary>
    public static readonly double[] VllmRequest =
        [.3, .5, .8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680];

    /// <summary>TGI's: 35 bounds, each half as much again, from 0.1 ms on.</summary>
    public static readonly double[] Tgi = Exponential(0.0001, 1.5, 35, 1);

    /// <summary>TensorFlow Serving's: 33 bounds, each 1.8 times the one before, from 10 µs on.</summary>
    public static readonly double[] TensorFlowServing = Exponential(10, 1.8, 33, 1e6);

    /// <summary>Triton's times to the first response.</summary>
    public static readonly double[] TritonFirstResponse = [.1, .5, 2, 5];

    /// <summary>Ray Serve's times of requests.</summary>
    public static readonly double[] RayServe =
        [.001, .002, .005, .01, .02, .05, .1, .2, .3, .4, .5, 1, 2, 5, 10, 60, 120, 300, 600];

    private static double[] Exponential(double first, double factor, int count, double unitsPerSecond)
    {
        var bounds = new double[count];
        var bound = first;
        for (var i = 0; i < count; i++)
        {
            bounds[i] = bound / unitsPerSecond;
            bound *= factor;
        }

        return bounds;
    }
}
