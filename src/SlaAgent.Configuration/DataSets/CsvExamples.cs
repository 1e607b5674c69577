using nietras.SeparatedValues;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Examples from CSV (RFC 4180, lines ended in any way). The parser takes records and fields apart; what they must be is checked here.</summary>
internal sealed class CsvExamples(DataSetBytes bytes, DataSet dataSet, ExampleColumns columns) : IExampleSource
{
    private readonly GuardedText _text = new(bytes, dataSet.Skip);
    private readonly ExampleBuilder _builder = new();
    private CsvPlace[] _asked = [];
    private CsvPlace _label = null!;
    private CsvPlace? _id;
    private char[] _scratch = [];
    private SepReader? _reader;
    private int _width;
    private long _index = -1;
    private long _line;
    private long _lineAfter = 1 + dataSet.Skip;

    public ReadStep Next()
    {
        _reader ??= Open();
        if (_width == 0 && Begin() is { } refused)
        {
            return refused;
        }

        return MoveNext() ? Read(_reader.Current)
            : _text.Problem is { } problem ? ReadStep.Fatal(_text.ProblemLine, problem)
            : _index < 0 ? ReadStep.Fatal(_text.Line, "there is no example in it, only what names the columns; write one a line")
            : ReadStep.End;
    }

    public IReadOnlyList<string>? Names()
    {
        if (dataSet.Columns.Count > 0)
        {
            return [.. dataSet.Columns.Select(column => column.Name)];
        }

        _reader = Open();
        if (!MoveNext())
        {
            return null;
        }

        _width = _reader.Current.ColCount;
        var header = new CsvHeader(dataSet);
        return ReadHeader(_reader.Current, header) is null ? header.Names : null;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _text.Dispose();
    }

    private SepReader Open() => Sep.New(',').Reader(options => options with { HasHeader = false, DisableColCountCheck = true, DisableFastFloat = true }).From(_text);

    /// <summary>On to the next record that holds anything; false where the text ends, or ends in something that cannot be read.</summary>
    private bool MoveNext()
    {
        while (_reader!.MoveNext())
        {
            // Of the first row the parser tells only where it ends.
            var row = _reader.Current;
            (_line, _lineAfter) = (_lineAfter, row.LineNumberToExcl + dataSet.Skip);
            if (_text.Problem is not null && _line >= _text.RecordLine)
            {
                return false;
            }

            if (!row.Span.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the columns, in the header or by their numbers; what is wrong with them, or null.</summary>
    private ReadStep? Begin()
    {
        if (!MoveNext())
        {
            return _text.Problem is { } problem ? ReadStep.Fatal(_text.ProblemLine, problem) : ReadStep.Fatal(1, "the file is empty; write a header that names the columns, and one example a line");
        }

        var row = _reader!.Current;
        _width = row.ColCount;
        if (_width > DataSetLimits.Columns)
        {
            return ReadStep.Fatal(_line, $"there are {_width} columns; at most {DataSetLimits.Columns} are read");
        }

        var header = new CsvHeader(dataSet);
        var wrong = dataSet.Columns.Count == 0 ? ReadHeader(row, header) : null;
        wrong ??= Find(header);
        if (wrong is not null)
        {
            return ReadStep.Fatal(_line, wrong);
        }

        return dataSet.Columns.Count == 0 ? null : Read(row);
    }

    private string? ReadHeader(SepReader.Row row, CsvHeader header)
    {
        for (var field = 0; field < _width; field++)
        {
            var name = Field(row, field, out _, out var problem).Trim().ToString();
            problem = problem is null ? header.Add(name, field) : $"column {field + 1} of the header {problem}";
            if (problem is not null)
            {
                return problem;
            }
        }

        return header.Names.Count > 0 ? null : "the header names no column; write names, or say in csv.columns which column is what";
    }

    private string? Find(CsvHeader header)
    {
        _asked = new CsvPlace[columns.Asked.Count];
        string? problem = null;
        for (var i = 0; i < _asked.Length && problem is null; i++)
        {
            _asked[i] = header.Find(columns.Asked[i], _width, out problem)!;
        }

        _label = problem is null ? header.FindSingle(columns.Label, _width, out problem)! : null!;
        _id = problem is null && columns.Id is { } id ? header.FindSingle(id, _width, out problem) : null;
        return problem;
    }

    private ReadStep Read(SepReader.Row row)
    {
        if (++_index >= DataSetLimits.Examples)
        {
            return ReadStep.Fatal(_line, $"more than {DataSetLimits.Examples} examples; split the file, or draw a sample of it");
        }

        if (row.ColCount != _width)
        {
            return ReadStep.Wrong(_line, $"has {row.ColCount} field{(row.ColCount == 1 ? "" : "s")} where the first line has {_width}; put fields with commas in quotes, and write empty ones too");
        }

        _builder.Begin();
        string? problem = null;
        foreach (var place in _asked)
        {
            problem ??= Add(row, place);
            _builder.End();
        }

        string? label = null, id = null;
        problem ??= Text(row, _label, out label) ?? LabelText.Problem(label, _label.Name);
        problem ??= _id is null ? null : Text(row, _id, out id);
        return problem is null ? new(_builder.ToExample(_index, _line, label!, id), _line, null, false) : ReadStep.Wrong(_line, problem);
    }

    private string? Add(SepReader.Row row, CsvPlace place)
    {
        if (!place.IsRun)
        {
            return Add(row, place, place.First);
        }

        for (var field = place.First; field <= place.Last; field++)
        {
            _builder.AddRaw(field == place.First ? "["u8 : ","u8);
            if (Add(row, place, field) is { } problem)
            {
                return problem;
            }
        }

        _builder.AddRaw("]"u8);
        return null;
    }

    private string? Add(SepReader.Row row, CsvPlace place, int field)
    {
        var text = Field(row, field, out var isQuoted, out var problem);
        problem ??= CsvValue.Add(_builder, text, isQuoted, place.Type);
        return problem is null ? null : $"{place.Describe(field)} {problem}";
    }

    private string? Text(SepReader.Row row, CsvPlace place, out string? text)
    {
        var problem = Add(row, place);
        var field = Field(row, place.First, out var isQuoted, out _);
        text = (isQuoted ? field : field.Trim(" \t")).ToString();
        return problem;
    }

    private ReadOnlySpan<char> Field(SepReader.Row row, int field, out bool isQuoted, out string? problem)
    {
        var raw = row[field].Span;
        if (_scratch.Length < raw.Length)
        {
            _scratch = new char[Math.Max(256, raw.Length)];
        }

        return CsvField.Read(raw, _scratch, out isQuoted, out problem);
    }
}
